namespace Tracker.Platform.Settings;

/// <summary>
/// The configuration of one service: environment variables, read once at start. Faults are gathered, so that one message names them all.
/// An empty value counts as not set. The same name with <c>_FILE</c> may name a file that holds the value, as container platforms pass
/// secrets; the variable itself comes first.
/// </summary>
/// <param name="variables">Name to value.</param>
public sealed class ServiceSettings(IReadOnlyDictionary<string, string> variables)
{
    private const string InFile = "_FILE";
    private readonly List<string> problems = [];

    /// <summary>Whether everything read so far was there and right.</summary>
    public bool IsValid => problems.Count == 0;

    /// <summary>The value of a variable, else what its declaration says. One that is required and not set is a fault.</summary>
    public T Read<T>(Setting<T> setting) => setting.IsRequired ? Require(setting) : Parse(setting);

    /// <summary>The value of a variable that is needed here, whatever its declaration says: not set is a fault.</summary>
    public T Require<T>(Setting<T> setting)
    {
        RefuseUnset(setting);
        return Parse(setting);
    }

    /// <summary>The text of a variable; null when it is not set.</summary>
    public string? Optional(Setting setting) => Verbatim(setting)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text of a variable with the spaces around it: a password. Of a file, all but the end of its last line.</summary>
    public string? Verbatim(Setting setting) =>
        IsGiven(setting.Name) ? variables[setting.Name] : FileOf(setting) is { } path ? ReadFile(setting, path) : null;

    /// <summary>The file that holds a variable; null when the variable is set itself, or not at all.</summary>
    public string? FileOf(Setting setting) =>
        !IsGiven(setting.Name) && IsGiven(setting.Name + InFile) ? variables[setting.Name + InFile].Trim() : null;

    /// <summary>Notes a fault when neither the variable nor the one that does as well is set.</summary>
    public void RefuseUnset(Setting setting)
    {
        if (Optional(setting) is null
            && (setting.Or is null || Optional(setting.Or) is null)
            && !problems.Exists(problem => problem.StartsWith($"{setting.Name}{InFile} ", StringComparison.Ordinal)))
        {
            Refuse($"{setting.Name} is not set ({setting.Meaning})");
        }
    }

    /// <summary>Notes a fault. It begins with the variable's name and repeats no secret.</summary>
    public void Refuse(string problem)
    {
        // A variable may be asked for more than once.
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>Ends reading.</summary>
    /// <exception cref="SettingsException">Something was missing or wrong; the message names every variable.</exception>
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
