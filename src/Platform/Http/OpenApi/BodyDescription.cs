using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Describes a JSON object that an endpoint reads field by field. The framework cannot see such a body.</summary>
/// <param name="Name">The name of the schema.</param>
public sealed record BodyDescription(string Name, string Description, params IReadOnlyList<BodyField> Fields)
{
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
