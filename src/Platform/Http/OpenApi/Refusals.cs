using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>Tells the API document which problems an endpoint can answer with.</summary>
public static class Refusals
{
    /// <summary>Documents the problems; those every endpoint shares (401 behind a token, 500, 503) need not be named.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoints, params Problem[] problems)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new RefusalMetadata(problems));
}

/// <summary>The problems an endpoint names.</summary>
/// <param name="Problems">The problems.</param>
internal sealed record RefusalMetadata(IReadOnlyList<Problem> Problems);
