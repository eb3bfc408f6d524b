using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Errors;

/// <summary>
/// <c>{"error": {"code", "message", "details", "correlation_id"}}</c> (document 002 §5.2). In a validation error <c>details</c> maps each
/// field to its messages.
/// </summary>
public sealed class EnvelopeErrorFormat : IErrorFormat
{
    public int ValidationStatus => StatusCodes.Status400BadRequest;

    public Type SchemaType => typeof(ErrorEnvelope);

    public byte[] Body(Problem problem, string correlationId) =>
        JsonSerializer.SerializeToUtf8Bytes(new ErrorEnvelope(ErrorOf(problem, correlationId)), PlatformJson.Relaxed.ErrorEnvelope);

    /// <summary>The error without its envelope.</summary>
    public static ErrorBody ErrorOf(Problem problem, string correlationId)
    {
        var details = problem.Faults
            .GroupBy(fault => fault.Field.Length > 0 ? fault.Field : fault.Source)
            .ToDictionary(field => field.Key, field => field.Select(fault => fault.Message).Distinct().ToArray());
        return new ErrorBody(problem.Code, problem.Message, details, correlationId);
    }
}

/// <summary>An error response.</summary>
/// <param name="Error">The error.</param>
public sealed record ErrorEnvelope(ErrorBody Error);

/// <summary>The error.</summary>
/// <param name="Code">The error code for programs, for example <c>NOT_FOUND</c>.</param>
/// <param name="Message">The message for people.</param>
/// <param name="Details">The messages of each field in a validation error; otherwise empty.</param>
/// <param name="CorrelationId">Identifies the request in the logs. The <c>X-Correlation-ID</c> header has the same value.</param>
public sealed record ErrorBody(string Code, string Message, IReadOnlyDictionary<string, string[]> Details, string CorrelationId);
