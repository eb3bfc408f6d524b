using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Describes a JSON object or form that an endpoint reads field by field. The framework cannot see such a body.</summary>
/// <param name="Name">The name of the schema.</param>
public sealed record BodyDescription(string Name, string Description, params IReadOnlyList<BodyField> Fields)
{
    /// <summary>The accepted content types; the default is JSON only. A body without a <c>Content-Type</c> is read as the first.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = AcceptedBodies.JsonOnly;

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
            var schema = body.AddTo(context.Document!);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = body.ContentTypes.ToDictionary(
                    type => type, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
            };
        }

        return Task.CompletedTask;
    }
}
