namespace Tracker.Platform.Settings;

/// <summary>
/// The configuration of one service: environment variables, read once at start. Faults are collected, so that one message lists them all.
/// An empty value counts as unset. A variable with the same name and <c>_FILE</c> may hold the path of a file with the value, as container
/// platforms pass secrets; the variable itself takes precedence.
/// </summary>
/// <param name="variables">Name to value.</param>
public sealed class ServiceSettings(IReadOnlyDictionary<string, string> variables)
{
    private const string InFile = "_FILE";
    private readonly List<string> problems = [];

    /// <summary>True if no fault was found so far.</summary>
    public bool IsValid => problems.Count == 0;

    /// <summary>The value of a variable, or its default. A required variable that is not set is a fault.</summary>
    public T Read<T>(Setting<T> setting) => setting.IsRequired ? Require(setting) : Parse(setting);

    /// <summary>The value of a variable that is required here, even if its declaration makes it optional. Unset is a fault.</summary>
    public T Require<T>(Setting<T> setting)
    {
        RefuseUnset(setting);
        return Parse(setting);
    }

    /// <summary>The trimmed text of a variable; null when it is not set.</summary>
    public string? Optional(Setting setting) => Verbatim(setting)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text of a variable with its surrounding spaces, for passwords. Of a file, the last line break is removed.</summary>
    public string? Verbatim(Setting setting) =>
        IsGiven(setting.Name) ? variables[setting.Name] : FileOf(setting) is { } path ? ReadFile(setting, path) : null;

    /// <summary>The path of the file that holds a variable; null when the variable itself is set, or neither is.</summary>
    public string? FileOf(Setting setting) =>
        !IsGiven(setting.Name) && IsGiven(setting.Name + InFile) ? variables[setting.Name + InFile].Trim() : null;

    /// <summary>Adds a fault when neither the variable nor its alternative is set.</summary>
    public void RefuseUnset(Setting setting)
    {
        if (Optional(setting) is null
            && (setting.Or is null || Optional(setting.Or) is null)
            && !problems.Exists(problem => problem.StartsWith($"{setting.Name}{InFile} ", StringComparison.Ordinal)))
        {
            Refuse($"{setting.Name} is not set ({setting.Meaning})");
        }
    }

    /// <summary>Adds a fault. Its text starts with the variable's name and contains no secret.</summary>
    public void Refuse(string problem)
    {
        // A variable may be read more than once.
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    /// <exception cref="SettingsException">There are faults; the message lists every one.</exception>
    public void ThrowIfInvalid()
    {
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private T Parse<T>(Setting<T> setting)
    {
        try
        {
            return Optional(setting) is { } text ? setting.Parse(text) : setting.Unset;
        }
        catch (FormatException e)
        {
            Refuse($"{setting.Name}{setting.Separator}{e.Message}");
            return setting.Unset;
        }
    }

    private bool IsGiven(string name) => variables.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value);

    private string? ReadFile(Setting setting, string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse($"{setting.Name}{InFile} names a file that cannot be read: {e.Message}");
            return null;
        }
    }
}
