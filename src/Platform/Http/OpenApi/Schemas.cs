using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Corrects the schemas that the framework makes of wire types where the responses differ from them.</summary>
public static class Schemas
{
    internal static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTime) || type == typeof(DateTime?))
        {
            // A custom converter writes times, so the framework does not know that they are strings.
            var times = context.ApplicationServices.GetRequiredService<WireTime>();
            schema.Type = type == typeof(DateTime) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            (schema.Format, schema.Pattern) = (times.Format, times.Pattern);
        }

        if (type == typeof(JsonElement))
        {
            // The services answer objects only; the members are the data's own.
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, new OpenApiSchema());
        }

        if (type == typeof(decimal))
        {
            // The value is exact; the framework would declare a double.
            schema.Format = "decimal";
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }])
        {
            // The member is absent instead of null.
            schema.Type &= ~JsonSchemaType.Null;
        }

        var words = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true)
            .OfType<AllowedValuesAttribute>().FirstOrDefault();
        if (words is not null)
        {
            schema.Enum = Words([.. words.Values.OfType<string>()]);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Documents the words of a response member when they come from a policy. Constants use <see cref="AllowedValuesAttribute"/>.
    /// </summary>
    /// <param name="member">The name of the C# member.</param>
    public static OpenApiOptions AnswersWords<T>(this OpenApiOptions options, string member, IReadOnlyList<string> words) =>
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is { AttributeProvider: MemberInfo { Name: var name } } property
                && property.DeclaringType == typeof(T) && name == member)
            {
                schema.Enum = Words(words);
            }

            return Task.CompletedTask;
        });

    internal static List<JsonNode> Words(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
