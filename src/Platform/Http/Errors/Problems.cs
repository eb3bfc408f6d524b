using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Errors;

/// <summary>The problems that every service can have.</summary>
public static class Problems
{
    public static Problem RouteNotFound { get; } = new(StatusCodes.Status404NotFound, "NOT_FOUND", "Not found");

    /// <summary>The <c>Allow</c> header lists the path's methods.</summary>
    public static Problem MethodNotAllowed { get; } =
        new(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", "Method not allowed");

    /// <summary>The client sent its request too slowly.</summary>
    public static Problem RequestTimeout { get; } =
        new(StatusCodes.Status408RequestTimeout, "REQUEST_TIMEOUT", "The request took too long to arrive");

    /// <summary>A condition in the request's headers does not hold (RFC 9110 §15.5.13).</summary>
    public static Problem PreconditionFailed { get; } = new(
        StatusCodes.Status412PreconditionFailed,
        "PRECONDITION_FAILED",
        "If-Match or If-Unmodified-Since does not hold: ask again without it");

    /// <summary>The requested range is outside the file (RFC 9110 §15.5.17); <c>Content-Range</c> has the file's length.</summary>
    public static Problem RangeNotSatisfiable { get; } = new(
        StatusCodes.Status416RangeNotSatisfiable,
        "RANGE_NOT_SATISFIABLE",
        "The file has no such range: Content-Range tells its length");

    public static Problem PayloadTooLarge { get; } =
        new(StatusCodes.Status413PayloadTooLarge, "PAYLOAD_TOO_LARGE", "The request body is too large");

    /// <param name="accepted">The types it takes.</param>
    public static Problem UnsupportedMediaType(IReadOnlyList<string> accepted) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            "UNSUPPORTED_MEDIA_TYPE",
            $"Send the body with Content-Type: {string.Join(" or ", accepted)}");

    /// <summary>No token, or an invalid one.</summary>
    public static Problem NotAuthenticated { get; } = new(StatusCodes.Status401Unauthorized, "NOT_AUTHENTICATED", "Not authenticated");

    public static Problem IdempotencyKeyInUse { get; } = new(
        StatusCodes.Status409Conflict,
        "IDEMPOTENCY_KEY_IN_USE",
        "A request with this Idempotency-Key is still under way. Try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <param name="retryAfter">The time until the window ends.</param>
    public static Problem RateLimitExceeded(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.")
        {
            RetryAfter = retryAfter,
        };

    /// <summary>A bug. The log has its cause under the correlation id; the response has no details.</summary>
    public static Problem InternalError { get; } = new(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "Internal server error");

    /// <summary>A dependency does not answer in time.</summary>
    public static Problem ServiceUnavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable,
        "SERVICE_UNAVAILABLE",
        "The service is temporarily unavailable. Please try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>A request the endpoint cannot accept. <see cref="IErrorFormat.ValidationStatus"/> replaces the status.</summary>
    public static Problem Validation(IReadOnlyList<Fault> faults) =>
        new(StatusCodes.Status400BadRequest, "VALIDATION_ERROR", "The request is not valid") { Faults = faults };
}
