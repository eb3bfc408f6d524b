using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>A JSON object that an endpoint reads itself, for the API document.</summary>
/// <param name="Name">The name of its schema.</param>
/// <param name="Description">What it is.</param>
/// <param name="Fields">Its members.</param>
public sealed record BodyDescription(string Name, string Description, params IReadOnlyList<BodyField> Fields)
{
    /// <summary>Adds the schema to the document, once.</summary>
    internal OpenApiSchemaReference AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSchema>(Name, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = Description,
            Required = Fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
            Properties = Fields.ToDictionary(field => field.Name, field => field.ToOpenApi(document), StringComparer.Ordinal),
        });
        return new OpenApiSchemaReference(Name, document);
    }
}

/// <summary>Tells the API document which body an endpoint reads.</summary>
public static class BodyDescriptions
{
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoints, BodyDescription body)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(body);

    internal static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyDescription>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType { Schema = body.AddTo(context.Document!) },
                },
            };
        }

        return Task.CompletedTask;
    }
}
