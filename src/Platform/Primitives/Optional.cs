namespace Tracker.Platform.Primitives;

/// <summary>A member of a change that may be left out, which is something else than given as null. Its default is left out.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
public readonly record struct Optional<T>
{
    private readonly T value;

    /// <summary>A value that was given; for interfaces, which the conversion cannot take.</summary>
    public Optional(T value) => (this.value, IsGiven) = (value, true);

    public bool IsGiven { get; }

    /// <summary>The value when it was given, else <paramref name="defaultValue"/>.</summary>
    public T Or(T defaultValue) => IsGiven ? value : defaultValue;

    public static implicit operator Optional<T>(T value) => new(value);
}
