using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Describes one query parameter of an endpoint that reads its query field by field. The framework cannot see it.</summary>
public sealed record QueryParameter(string Name, string Description, OpenApiSchema Schema)
{
    public static QueryParameter Text(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    public static QueryParameter Number(string name, string description, int defaultValue, int min, int max) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = $"{min}",
            Maximum = $"{max}",
            Default = defaultValue,
        });

    public static QueryParameter Word(string name, string description, params IReadOnlyList<string> words) =>
        new(name, description, WordSchema(words));

    /// <param name="words">The allowed words; empty for any text.</param>
    public static QueryParameter Words(string name, string description, params IReadOnlyList<string> words) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = words.Count > 0 ? WordSchema(words) : new OpenApiSchema { Type = JsonSchemaType.String },
        });

    /// <summary>A date or a date and time.</summary>
    public static QueryParameter Time(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });

    public static QueryParameter Id(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });

    internal OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = ParameterLocation.Query,
        Description = Description,
        Schema = Schema,
        // Comma-separated lists: ?status=TODO,DONE.
        Explode = Schema.Type != JsonSchemaType.Array,
        Style = Schema.Type == JsonSchemaType.Array ? ParameterStyle.Form : null,
    };

    private static OpenApiSchema WordSchema(IReadOnlyList<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = Schemas.Words(words) };
}

public static class QueryDescription
{
    public static TBuilder TakesQuery<TBuilder>(this TBuilder endpoints, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new QueryMetadata(parameters));
}

internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);
