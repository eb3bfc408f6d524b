using System.Text;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Host.Help;

/// <summary>The settings of services as text, a paragraph per group.</summary>
internal static class SettingsPage
{
    private const int Width = 100;
    private static readonly string MeaningIndent = new(' ', 28);

    /// <summary>The variables of <c>serve</c>.</summary>
    public static string OfServe(IReadOnlyList<SystemDefinition> systems) => Page(systems, setting =>
    {
        var atServe = ServiceServe.Defaults.FirstOrDefault(known => known.Setting.Name == setting.Name).Value ?? setting.Default;
        return Text(setting with { Default = atServe }, setting.IsRequired ? "; required" : "");
    });

    /// <summary>The variables of <c>up</c>: its own, and those of the services that it does not set.</summary>
    public static string OfUp(IReadOnlyList<SystemDefinition> systems)
    {
        var own = new StringBuilder();
        Append(own, SystemPlan.Group.Title, [.. SystemPlan.Group.Settings.Select(setting => Text(setting, ""))]);
        return own + Page(systems, setting => SystemPlan.SetsForServices.Contains(setting.Name) ? null : Text(setting, ""));
    }

    private static string Page(IReadOnlyList<SystemDefinition> systems, Func<Setting, string?> text)
    {
        var page = new StringBuilder();
        Append(page, ListenSettings.Group.Title, Texts(ListenSettings.Group, text));
        foreach (var group in systems.SelectMany(system => system.Services).SelectMany(service => service.Settings).Distinct())
        {
            Append(page, $"{group.Title}: {string.Join(", ", systems.SelectMany(system => Readers(system, group)))}", Texts(group, text));
        }

        return page.ToString();
    }

    private static IReadOnlyList<string> Texts(SettingGroup group, Func<Setting, string?> text) =>
        [.. group.Settings.Select(text).OfType<string>()];

    // Only the system's name when all its services read the variables.
    private static IEnumerable<string> Readers(SystemDefinition system, SettingGroup group)
    {
        var readers = system.Services.Where(service => service.Settings.Contains(group)).ToList();
        return readers.Count == system.Services.Count ? [system.Name] : readers.Select(service => $"{system.Name}/{service.Name}");
    }

    private static void Append(StringBuilder page, string title, IReadOnlyList<string> variables)
    {
        if (variables.Count > 0)
        {
            page.Append('\n').Append(Wrapped(title, "")).Append("\n\n").AppendJoin('\n', variables).Append('\n');
        }
    }

    private static string Text(Setting setting, string required)
    {
        var byDefault = setting.Default.Length == 0 ? "" : $" (default: {setting.Default})";
        var note = setting.Note.Length == 0 ? "" : $". {setting.Note}";
        var meaning = Wrapped($"{setting.Meaning}{required}{byDefault}{note}", MeaningIndent);
        var name = $"  {setting.Name}";
        return name.Length + 1 < MeaningIndent.Length ? name + meaning[name.Length..] : $"{name}\n{meaning}";
    }

    private static string Wrapped(string text, string indent)
    {
        var lines = new StringBuilder(indent);
        var length = indent.Length;
        foreach (var word in text.Split(' '))
        {
            if (length > indent.Length && length + word.Length > Width)
            {
                lines.Length--;
                lines.Append('\n').Append(indent);
                length = indent.Length;
            }

            lines.Append(word).Append(' ');
            length += word.Length + 1;
        }

        lines.Length--;
        return lines.ToString();
    }
}
