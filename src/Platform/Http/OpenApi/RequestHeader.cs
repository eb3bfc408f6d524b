using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Describes one optional header that an endpoint reads itself. The framework cannot see it.</summary>
public sealed record RequestHeader(string Name, string Description)
{
    internal OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = ParameterLocation.Header,
        Description = Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}

public static class RequestHeaders
{
    public static TBuilder TakesHeader<TBuilder>(this TBuilder endpoints, RequestHeader header)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(header);

    /// <summary>Documents that the successful responses have an <c>ETag</c>.</summary>
    public static TBuilder AnswersETag<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ETagMetadata());
}

internal sealed record ETagMetadata;
