using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Adds what the generator does not see by itself, so that the schemas say exactly what the answers are.</summary>
internal static class SchemaPrecision
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTime) || type == typeof(DateTime?))
        {
            // Its converter hides from the generator that a time is a string.
            schema.Type = type == typeof(DateTime) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        var words = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false).OfType<AllowedValuesAttribute>().FirstOrDefault();
        if (words is not null)
        {
            schema.Enum = [.. words.Values.Select(word => word is null ? JsonNullSentinel.JsonNull : JsonValue.Create((string)word))];
        }

        return Task.CompletedTask;
    }

    /// <summary>A <see cref="PathId"/> is a text in the path; its own shape is nobody's business.</summary>
    public static Task HidePathIdAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Components?.Schemas?.Remove(nameof(PathId));
        return Task.CompletedTask;
    }
}
