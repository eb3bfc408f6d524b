namespace Tracker.Platform.Primitives;

/// <summary>A member of a change that can be absent, which differs from null. Default: absent.</summary>
public readonly record struct Optional<T>
{
    private readonly T value;

    /// <summary>For interfaces, which the conversion cannot take.</summary>
    public Optional(T value) => (this.value, IsGiven) = (value, true);

    public bool IsGiven { get; }

    /// <summary>The value when present, otherwise <paramref name="defaultValue"/>.</summary>
    public T Or(T defaultValue) => IsGiven ? value : defaultValue;

    public static implicit operator Optional<T>(T value) => new(value);
}
