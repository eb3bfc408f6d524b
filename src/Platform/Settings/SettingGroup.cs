namespace Tracker.Platform.Settings;

/// <summary>Variables that one part of a service reads, in the order of the help pages.</summary>
/// <param name="Title">What they are for, e.g. <c>Files</c>.</param>
/// <param name="Settings">The variables.</param>
public sealed record SettingGroup(string Title, params IReadOnlyList<Setting> Settings);
