using System.Globalization;
using System.Net;
using Tracker.Platform.Http.Requests;

namespace Tracker.Platform.Hosting;

/// <summary>
/// The configuration of one service: environment variables, read once at start. Reading gathers what is missing or wrong, so that one message can name it all.
/// An empty value counts as absent. In place of each variable the same name with <c>_FILE</c> may name a file that holds the value, as container platforms
/// hand over secrets; the variable itself comes first.
/// </summary>
/// <param name="variables">Name to value.</param>
public sealed class ServiceSettings(IReadOnlyDictionary<string, string> variables)
{
    private const string InFile = "_FILE";
    private const StringSplitOptions ListOf = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
    private readonly List<string> problems = [];

    /// <summary>A variable that may be missing.</summary>
    public string? Optional(string name) => Verbatim(name)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A variable that may be missing, with the spaces around it: a password. Of a file, all but the end of its last line.</summary>
    public string? Verbatim(string name) =>
        IsGiven(name) ? variables[name] : FileOf(name) is { } path ? ReadFile(name, path) : null;

    /// <summary>The file that holds a variable; null when the variable is set itself, or missing.</summary>
    public string? FileOf(string name) => !IsGiven(name) && IsGiven(name + InFile) ? variables[name + InFile].Trim() : null;

    /// <summary>A variable that may be missing, with the value it has then.</summary>
    public string Optional(string name, string defaultValue) => Optional(name) ?? defaultValue;

    /// <summary>A variable the service cannot do without.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="meaning">What it is, for the message when it is missing, e.g. <c>postgres://user:password@host:port/database</c>.</param>
    public string Required(string name, string meaning)
    {
        if (Optional(name) is { } value)
        {
            return value;
        }

        if (!problems.Exists(problem => problem.StartsWith($"{name}{InFile} ", StringComparison.Ordinal)))
        {
            Refuse($"{name} is not set ({meaning})");
        }

        return "";
    }

    /// <summary>A whole number within limits.</summary>
    public int Number(string name, int defaultValue, int min, int max)
    {
        if (Optional(name) is not { } text)
        {
            return defaultValue;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse($"{name} must be a whole number from {min} to {max}");
        return defaultValue;
    }

    /// <summary>One of a few words.</summary>
    public string OneOf(string name, string defaultValue, params ReadOnlySpan<string> words)
    {
        var value = Optional(name, defaultValue);
        if (words.Contains(value))
        {
            return value;
        }

        Refuse($"{name} must be one of {string.Join(", ", words!)}");
        return defaultValue;
    }

    /// <summary>Parses a variable with a parser that throws <see cref="FormatException"/>; the message must not repeat
    /// the value, which may be secret.</summary>
    public T Parse<T>(string name, string text, Func<string, T> parser, T defaultValue)
    {
        try
        {
            return text.Length == 0 ? defaultValue : parser(text);
        }
        catch (FormatException e)
        {
            Refuse($"{name}: {e.Message}");
            return defaultValue;
        }
    }

    /// <summary>An address on the web that may be missing.</summary>
    public Uri? HttpUrl(string name) => Parse<Uri?>(name, Optional(name, ""), ParseHttpUrl, null);

    /// <summary>The address of another service, which this one cannot do without. It ends with a slash, so that paths can be put behind it.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="meaning">What it is, for the message when it is missing.</param>
    public Uri RequiredHttpUrl(string name, string meaning) =>
        Parse(name, Required(name, meaning), text => ParseHttpUrl(text.TrimEnd('/') + "/"), new Uri("http://unset.invalid"));

    /// <summary><c>CORS_ORIGINS</c>: the origins of browsers' pages that may call, with commas between them.</summary>
    /// <param name="defaultValue">What holds when it is missing; empty for none.</param>
    public IReadOnlyList<string> CorsOrigins(string defaultValue) =>
        Parse("CORS_ORIGINS", Optional("CORS_ORIGINS", defaultValue), text => (IReadOnlyList<string>)[.. text.Split(',', ListOf).Select(ParseOrigin)], []);

    /// <summary><c>TRUSTED_PROXIES</c>: the networks whose <c>X-Forwarded-For</c> counts; default this machine.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies() =>
        Parse("TRUSTED_PROXIES", Optional("TRUSTED_PROXIES", ProxyNetworks.Loopback), ProxyNetworks.Parse, []);

    /// <summary>Notes what is wrong, beginning with the variable's name and without repeating a secret.</summary>
    public void Refuse(string problem)
    {
        // A variable may be asked for more than once.
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>Whether everything read so far was there and right.</summary>
    public bool IsValid => problems.Count == 0;

    /// <summary>Ends reading.</summary>
    /// <exception cref="SettingsException">Something was missing or wrong; the message names every variable.</exception>
    public void ThrowIfInvalid()
    {
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private bool IsGiven(string name) => variables.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value);

    private string? ReadFile(string name, string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse($"{name}{InFile} names a file that cannot be read: {e.Message}");
            return null;
        }
    }

    // As browsers write it: one with a slash behind it would be taken and never be met.
    private static string ParseOrigin(string text) =>
        text == "*" ? text
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new FormatException("must be origins such as https://shop.example, with commas between them");

    private static Uri ParseHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw new FormatException("must be an http or https URL");
}

/// <summary>The configuration cannot be used. One line a fault, each beginning with the variable's name.</summary>
/// <param name="problems">The faults.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The faults, one a variable.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
