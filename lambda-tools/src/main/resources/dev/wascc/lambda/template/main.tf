# terraform init && terraform apply
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.32"
    }
  }
}

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

resource "aws_lambda_function" "actors" {
  function_name    = "wascc-actors"
  filename         = "{{zip}}"
  source_code_hash = filebase64sha256("{{zip}}")
  runtime          = "{{runtime}}"
  handler          = "{{handler}}"
  architectures    = ["{{arch}}"]
  memory_size      = 512
  timeout          = 10
  role             = aws_iam_role.actors.arn
  {{#layer}}
  layers           = [aws_lambda_layer_version.runtime.arn]
  {{/layer}}
  {{#managed}}
  publish          = true
  {{/managed}}

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.actors.name
  }
  {{#managed}}

  # A version is a snapshot with loaded, verified and compiled actors; call the alias.
  snap_start {
    apply_on = "PublishedVersions"
  }
  {{/managed}}
}
{{#managed}}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.actors.function_name
  function_version = aws_lambda_function.actors.version
}
{{/managed}}
{{#layer}}

resource "aws_lambda_layer_version" "runtime" {
  layer_name               = "wascc"
  filename                 = "{{layer}}"
  source_code_hash         = filebase64sha256("{{layer}}")
  compatible_runtimes      = ["{{runtime}}"]
  compatible_architectures = ["{{arch}}"]
}
{{/layer}}

resource "aws_cloudwatch_log_group" "actors" {
  name              = "/wascc/actors"
  retention_in_days = 30
}

resource "aws_iam_role" "actors" {
  name = "wascc-actors"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "actors" {
  role = aws_iam_role.actors.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.actors.arn}:*"
      },
{{permissions}}    ]
  })
}
{{#http}}

resource "aws_apigatewayv2_api" "http" {
  name          = "wascc-actors"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "actors" {
  api_id                 = aws_apigatewayv2_api.http.id
  integration_type       = "AWS_PROXY"
  payload_format_version = "2.0"
  integration_uri        = local.invoked_arn
}

resource "aws_apigatewayv2_route" "all" {
  api_id    = aws_apigatewayv2_api.http.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.actors.id}"
}

resource "aws_apigatewayv2_stage" "all" {
  api_id      = aws_apigatewayv2_api.http.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "http" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.actors.function_name
  qualifier     = local.qualifier
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.http.execution_arn}/*"
}

output "url" {
  value = aws_apigatewayv2_api.http.api_endpoint
}
{{/http}}

locals {
  # What is called: the function, or the alias of its snapshot.
  {{#managed}}
  qualifier   = aws_lambda_alias.live.name
  invoked_arn = aws_lambda_alias.live.arn
  {{/managed}}
  {{^managed}}
  qualifier   = null
  invoked_arn = aws_lambda_function.actors.arn
  {{/managed}}
}

output "function" {
  value = local.invoked_arn
}
