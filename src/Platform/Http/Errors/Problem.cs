using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Platform.Http.Errors;

/// <summary>An error response. The system's <see cref="IErrorFormat"/> writes its body.</summary>
/// <param name="Code">For programs, for example <c>TASK_NOT_FOUND</c>.</param>
/// <param name="Message">What happened and what to do about it.</param>
public sealed record Problem(int Status, string Code, string Message) : IResult
{
    /// <summary>The errors of the fields; empty unless it is a validation error.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Sent as <c>Retry-After</c> in whole seconds, min 1.</summary>
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
            var seconds = (int)Math.Ceiling(Math.Max(wait.TotalSeconds, 1));
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = format.Body(this, httpContext.CorrelationId());
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
