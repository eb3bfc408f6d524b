namespace Tracker.Platform.Settings;

/// <summary>An environment variable, declared once beside the code that reads it. Help pages list the declarations.</summary>
/// <param name="Meaning">For help pages and for the message when it is missing.</param>
public abstract record Setting(string Name, string Meaning)
{
    /// <summary>Further details for help pages; default: none.</summary>
    public string Note { get; init; } = "";

    /// <summary>The text of the default value for help pages; empty when there is none.</summary>
    public string Default { get; init; } = "";

    /// <summary>A service that runs alone requires it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>An alternative variable; null when there is none.</summary>
    public Setting? Or { get; init; }

    public static Setting<string> Text(string name, string meaning) => new(name, meaning, text => text, "");

    /// <param name="parse">Throws a <see cref="FormatException"/> that must not repeat the value, which may be secret.</param>
    /// <param name="unset">The value when the variable is unset or invalid.</param>
    public static Setting<T> Of<T>(string name, string meaning, Func<string, T> parse, T unset) => new(name, meaning, parse, unset);

    public static Setting<int> Number(string name, string meaning, int defaultValue, int min, int max) =>
        new(name, meaning, text => SettingForms.Number(text, min, max), defaultValue) { Default = $"{defaultValue}", Separator = " " };

    /// <summary>One of a few words; the first is the default.</summary>
    public static Setting<string> OneOf(string name, string meaning, params IReadOnlyList<string> words) =>
        new(name, meaning, text => SettingForms.Word(text, words), words[0]) { Default = words[0], Separator = " " };

    /// <summary>An http or https URL.</summary>
    public static Setting<Uri?> HttpUrl(string name, string meaning) => new(name, meaning, SettingForms.HttpUrl, null);

    /// <summary>The URL of another service that this one requires. It ends with a slash, so that paths can be appended.</summary>
    public static Setting<Uri> ServiceUrl(string name, string meaning) =>
        new(name, meaning, SettingForms.ServiceUrl, new Uri("http://unset.invalid")) { IsRequired = true };

    /// <summary>One or several URLs of another service, with commas between them. Each ends with a slash.</summary>
    public static Setting<IReadOnlyList<Uri>> ServiceUrls(string name, string meaning) =>
        new(name, meaning, SettingForms.ServiceUrls, [new Uri("http://unset.invalid")]) { IsRequired = true };
}

/// <param name="Parse">Throws a <see cref="FormatException"/> for an invalid value.</param>
/// <param name="Unset">The value when the variable is unset or invalid.</param>
public sealed record Setting<T>(string Name, string Meaning, Func<string, T> Parse, T Unset) : Setting(Name, Meaning)
{
    /// <summary>The text between the name and the fault of its value; default: colon and space.</summary>
    internal string Separator { get; init; } = ": ";
}
