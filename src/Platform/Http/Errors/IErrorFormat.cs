namespace Tracker.Platform.Http.Errors;

/// <summary>How a system writes its errors. Each system has one; the adapters are <see cref="EnvelopeErrorFormat"/> and
/// <see cref="DetailErrorFormat"/>.</summary>
public interface IErrorFormat
{
    /// <summary>The status of a validation error: 400 or 422.</summary>
    int ValidationStatus { get; }

    /// <summary>The type of the body, for the API document.</summary>
    Type SchemaType { get; }

    /// <param name="problem">What is told.</param>
    /// <param name="correlationId">The request it happened in.</param>
    /// <returns>JSON in UTF-8.</returns>
    byte[] Body(Problem problem, string correlationId);
}
