/** Starting files for the deployment of a package: SAM, Terraform, CDK. */
@NullMarked
package dev.wascc.lambda.template;

import org.jspecify.annotations.NullMarked;
