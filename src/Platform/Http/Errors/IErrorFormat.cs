namespace Tracker.Platform.Http.Errors;

/// <summary>The form of a system's error bodies: <see cref="EnvelopeErrorFormat"/> or <see cref="DetailErrorFormat"/>.</summary>
public interface IErrorFormat
{
    /// <summary>The status of a validation error: 400 or 422.</summary>
    int ValidationStatus { get; }

    /// <summary>The type of the body, for the API document.</summary>
    Type SchemaType { get; }

    /// <returns>JSON in UTF-8.</returns>
    byte[] Body(Problem problem, string correlationId);
}
