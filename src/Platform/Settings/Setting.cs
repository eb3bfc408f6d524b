namespace Tracker.Platform.Settings;

/// <summary>An environment variable, declared once beside the code that reads it. Help pages list the declarations.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Meaning">What it is, for help pages and for the message when it is missing.</param>
public abstract record Setting(string Name, string Meaning)
{
    /// <summary>More about it, for help pages; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>What applies when it is not set, for help pages; empty when nothing does.</summary>
    public string Default { get; init; } = "";

    /// <summary>Whether a service that runs alone needs it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Another variable that does as well; null when there is none.</summary>
    public Setting? Or { get; init; }

    /// <summary>A text.</summary>
    public static Setting<string> Text(string name, string meaning) => new(name, meaning, text => text, "");

    /// <summary>A text with a form of its own.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="meaning">What it is.</param>
    /// <param name="parse">Reads it; its <see cref="FormatException"/> must not repeat the value, which may be secret.</param>
    /// <param name="unset">What applies when it is not set, or wrong.</param>
    public static Setting<T> Of<T>(string name, string meaning, Func<string, T> parse, T unset) => new(name, meaning, parse, unset);

    /// <summary>A whole number.</summary>
    public static Setting<int> Number(string name, string meaning, int defaultValue, int min, int max) =>
        new(name, meaning, text => SettingForms.Number(text, min, max), defaultValue) { Default = $"{defaultValue}", Separator = " " };

    /// <summary>One of a few words; the first is the default.</summary>
    public static Setting<string> OneOf(string name, string meaning, params IReadOnlyList<string> words) =>
        new(name, meaning, text => SettingForms.Word(text, words), words[0]) { Default = words[0], Separator = " " };

    /// <summary>An address on the web.</summary>
    public static Setting<Uri?> HttpUrl(string name, string meaning) => new(name, meaning, SettingForms.HttpUrl, null);

    /// <summary>The address of another service, which this one needs. It ends with a slash, so that paths can be appended to it.</summary>
    public static Setting<Uri> ServiceUrl(string name, string meaning) =>
        new(name, meaning, text => SettingForms.HttpUrl(text.TrimEnd('/') + "/"), new Uri("http://unset.invalid")) { IsRequired = true };
}

/// <summary>A variable with a value of one type.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Parse">Reads it.</param>
/// <param name="Unset">What applies when it is not set, or wrong.</param>
public sealed record Setting<T>(string Name, string Meaning, Func<string, T> Parse, T Unset) : Setting(Name, Meaning)
{
    /// <summary>Stands between the name and what is wrong with its value.</summary>
    internal string Separator { get; init; } = ": ";
}
