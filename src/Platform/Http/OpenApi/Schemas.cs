using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Completes the schemas that the framework makes of wire types, where it does not know what our answers look like.</summary>
internal static class Schemas
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTime) || type == typeof(DateTime?))
        {
            // A converter of our own writes the times, so the framework cannot know that they are texts.
            var times = context.ApplicationServices.GetRequiredService<WireTime>();
            schema.Type = type == typeof(DateTime) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            (schema.Format, schema.Pattern) = (times.Format, times.Pattern);
        }

        if (type == typeof(decimal))
        {
            // Exact, and read as such: the framework would call it a double.
            schema.Format = "decimal";
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }])
        {
            // It is left out rather than null.
            schema.Type &= ~JsonSchemaType.Null;
        }

        var words = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true)
            .OfType<AllowedValuesAttribute>().FirstOrDefault();
        if (words is not null)
        {
            // A null in the list stands for the JSON null.
            schema.Enum = [.. words.Values.Select(word => word is null ? JsonNullSentinel.JsonNull : JsonValue.Create((string)word))];
        }

        // A member that need not be there has the empty text as its C# default; on the wire it is absent.
        if (schema.Default is JsonValue defaultValue && defaultValue.TryGetValue<string>(out var text) && text.Length == 0)
        {
            schema.Default = null;
        }

        return Task.CompletedTask;
    }
}
