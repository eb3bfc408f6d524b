using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Errors;

/// <summary>The problems every service can meet, whatever its business.</summary>
public static class Problems
{
    /// <summary>The route leads nowhere.</summary>
    public static Problem RouteNotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "Not found");

    /// <summary>The path exists, the method does not; the <c>Allow</c> header tells which do.</summary>
    public static Problem MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "Method not allowed");

    /// <summary>The client was too slow to send its request.</summary>
    public static Problem RequestTimeout { get; } = new(StatusCodes.Status408RequestTimeout, "REQUEST_TIMEOUT", "The request took too long to arrive");

    /// <summary>A condition in the request's headers does not hold (RFC 9110 §15.5.13).</summary>
    public static Problem PreconditionFailed { get; } =
        new(StatusCodes.Status412PreconditionFailed, "PRECONDITION_FAILED", "If-Match or If-Unmodified-Since does not hold: ask again without it");

    /// <summary>No part of the file is in the range asked for (RFC 9110 §15.5.17); the <c>Content-Range</c> header tells how long the file is.</summary>
    public static Problem RangeNotSatisfiable { get; } =
        new(StatusCodes.Status416RangeNotSatisfiable, "RANGE_NOT_SATISFIABLE", "The file has no such range: Content-Range tells its length");

    /// <summary>The body is larger than the endpoint takes.</summary>
    public static Problem PayloadTooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The request body is too large");

    /// <summary>The body is of another type than the endpoint takes.</summary>
    /// <param name="accepted">The types it takes.</param>
    public static Problem UnsupportedMediaType(IReadOnlyList<string> accepted) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            "UNSUPPORTED_MEDIA_TYPE",
            $"Send the body with Content-Type: {string.Join(" or ", accepted)}");

    /// <summary>No token, or one that does not count.</summary>
    public static Problem NotAuthenticated { get; } = new(StatusCodes.Status401Unauthorized, "NOT_AUTHENTICATED", "Not authenticated");

    /// <summary>The caller made more requests than it may.</summary>
    /// <param name="retryAfter">Until it may again.</param>
    public static Problem RateLimitExceeded(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.") { RetryAfter = retryAfter };

    /// <summary>A bug. The log has the cause under the correlation id; the client does not.</summary>
    public static Problem InternalError { get; } = new(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "Internal server error");

    /// <summary>Something the service stands on does not answer in time.</summary>
    public static Problem ServiceUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable. Please try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>The request says something the endpoint cannot take. Its status is the error format's.</summary>
    public static Problem Validation(IReadOnlyList<Fault> faults) => new(StatusCodes.Status400BadRequest, "VALIDATION_ERROR", "The request is not valid") { Faults = faults };
}
