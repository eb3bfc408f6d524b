using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.OpenApi;

public static class Refusals
{
    /// <summary>Documents the problems of the endpoint. The shared ones (401 with a token, 500, 503) are added automatically.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoints, params Problem[] problems)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new RefusalMetadata(problems));
}

internal sealed record RefusalMetadata(IReadOnlyList<Problem> Problems);
