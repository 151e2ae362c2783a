package dev.wascc.lambda.template;

/** Tools that templates are for. */
public enum TemplateFormat {
    /** AWS SAM, and so CloudFormation: {@code template.yaml}. */
    SAM,
    /** Terraform and OpenTofu: {@code main.tf}. */
    TERRAFORM,
    /** AWS CDK, in Java: {@code FunctionApp.java}. */
    CDK
}
