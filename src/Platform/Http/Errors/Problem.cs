using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Platform.Http.Errors;

/// <summary>A refusal or failure on its way to the client; the system's <see cref="IErrorFormat"/> gives it its shape.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Code">The machine-readable code, e.g. <c>TASK_NOT_FOUND</c>.</param>
/// <param name="Message">What happened and what to do about it.</param>
public sealed record Problem(int Status, string Code, string Message) : IResult
{
    /// <summary>What was wrong field by field; empty unless it is a validation error.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>When to try again; sent as <c>Retry-After</c> in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var format = httpContext.RequestServices.GetRequiredService<IErrorFormat>();
        var response = httpContext.Response;
        response.StatusCode = Faults.Count > 0 ? format.ValidationStatus : Status;
        httpContext.State().Problem = this;
        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(wait.TotalSeconds, 1))).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = format.Body(this, httpContext.CorrelationId());
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
