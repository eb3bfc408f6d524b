using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Describes one query parameter of an endpoint that reads its query itself.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">What values it takes.</param>
public sealed record QueryParameter(string Name, string Description, OpenApiSchema Schema)
{
    /// <summary>Any text.</summary>
    public static QueryParameter Text(string name, string description) => new(name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    /// <summary>A whole number within limits, with the value it has when absent.</summary>
    public static QueryParameter Number(string name, string description, int defaultValue, int min, int max) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = $"{min}", Maximum = $"{max}", Default = defaultValue });

    /// <summary>One of a few words.</summary>
    public static QueryParameter Word(string name, string description, params IReadOnlyList<string> words) => new(name, description, WordSchema(words));

    /// <summary>A comma list of words.</summary>
    public static QueryParameter Words(string name, string description, params IReadOnlyList<string> words) =>
        new(name, description, new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = words.Count > 0 ? WordSchema(words) : new OpenApiSchema { Type = JsonSchemaType.String },
        });

    /// <summary>A date or a date and time.</summary>
    public static QueryParameter Time(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });

    /// <summary>A UUID.</summary>
    public static QueryParameter Id(string name, string description) => new(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });

    internal OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = ParameterLocation.Query,
        Description = Description,
        Schema = Schema,
        // Comma lists: ?status=TODO,DONE.
        Explode = Schema.Type != JsonSchemaType.Array,
        Style = Schema.Type == JsonSchemaType.Array ? ParameterStyle.Form : null,
    };

    private static OpenApiSchema WordSchema(IReadOnlyList<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = Schemas.Words(words) };
}

/// <summary>Tells the API document which query parameters an endpoint reads.</summary>
public static class QueryDescription
{
    /// <summary>Documents the parameters.</summary>
    public static TBuilder TakesQuery<TBuilder>(this TBuilder endpoints, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new QueryMetadata(parameters));
}

/// <summary>The query parameters an endpoint reads.</summary>
/// <param name="Parameters">The parameters.</param>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);
