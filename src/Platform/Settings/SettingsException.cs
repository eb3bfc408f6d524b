namespace Tracker.Platform.Settings;

/// <summary>The configuration is invalid. The message has one line per fault, each starting with the variable's name.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One per variable.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
