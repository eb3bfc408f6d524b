namespace Tracker.Platform.Settings;

/// <summary>Variables of one part of a service, in the order of the help pages.</summary>
/// <param name="Title">For help pages, for example <c>Files</c>.</param>
public sealed record SettingGroup(string Title, params IReadOnlyList<Setting> Settings);
