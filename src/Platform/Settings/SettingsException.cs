namespace Tracker.Platform.Settings;

/// <summary>The configuration cannot be used. One line a fault, each beginning with the variable's name.</summary>
/// <param name="problems">The faults.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The faults, one a variable.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
