using System.Diagnostics.CodeAnalysis;

namespace Tracker.Platform.Primitives;

/// <summary>The result of a use case: a value or an expected failure. Unexpected failures are exceptions.</summary>
public sealed class Outcome<TValue, TFailure>
    where TFailure : struct, Enum
{
    private readonly TValue? value;
    private readonly TFailure? failure;

    private Outcome(TValue? value, TFailure? failure) => (this.value, this.failure) = (value, failure);

    /// <summary>The failure, or null when there is a value.</summary>
    public TFailure? Failure => failure;

    /// <param name="result">The value on success.</param>
    /// <param name="reason">The failure otherwise.</param>
    public bool Succeeded([MaybeNullWhen(false)] out TValue result, out TFailure reason)
    {
        result = value;
        reason = failure.GetValueOrDefault();
        return failure is null;
    }

    public static implicit operator Outcome<TValue, TFailure>(TValue value) => new(value, null);

    public static implicit operator Outcome<TValue, TFailure>(TFailure failure) => new(default, failure);
}
