using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>Describes bodies that are files. The framework cannot see them.</summary>
internal static class FileDescription
{
    public static void OfUpload(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["file"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Format = "binary",
                            Description = "The file; max 25 MiB by default.",
                        },
                    },
                },
            },
        },
    };

    public static void OfDownload(OpenApiOperation operation)
    {
        operation.Responses ??= [];
        operation.Responses["200"] = Bytes("The whole file");
        operation.Responses["206"] = Bytes("The requested range");
        operation.Responses["304"] = new OpenApiResponse { Description = "The client's copy is current" };
    }

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, Action<OpenApiOperation> describe) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            describe(operation);
            return Task.CompletedTask;
        });

    private static OpenApiResponse Bytes(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["*/*"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        },
    };
}
