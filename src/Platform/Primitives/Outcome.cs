using System.Diagnostics.CodeAnalysis;

namespace Tracker.Platform.Primitives;

/// <summary>What a use case came to: a value, or one of the failures it foresees. What it does not foresee is an exception.</summary>
/// <typeparam name="TValue">The value when it succeeded.</typeparam>
/// <typeparam name="TFailure">The use case's own enum of failures.</typeparam>
public sealed class Outcome<TValue, TFailure>
    where TFailure : struct, Enum
{
    private readonly TValue? value;
    private readonly TFailure? failure;

    private Outcome(TValue? value, TFailure? failure) => (this.value, this.failure) = (value, failure);

    /// <summary>The failure, or null when there is a value.</summary>
    public TFailure? Failure => failure;

    /// <summary>Tells which of the two it is.</summary>
    /// <param name="result">The value when it succeeded.</param>
    /// <param name="reason">The failure when it did not.</param>
    /// <returns>True when it succeeded.</returns>
    public bool Succeeded([MaybeNullWhen(false)] out TValue result, out TFailure reason)
    {
        result = value;
        reason = failure.GetValueOrDefault();
        return failure is null;
    }

    public static implicit operator Outcome<TValue, TFailure>(TValue value) => new(value, null);

    public static implicit operator Outcome<TValue, TFailure>(TFailure failure) => new(default, failure);
}
