using Tracker.Platform.Hosting;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerMicro;

/// <summary>The variables that several services of this system read (document 001, "Service Configuration").</summary>
internal static class TaskTrackerMicroSettings
{
    public const string SecretVariable = "SECRET_KEY";

    public static readonly SettingGroup Tokens = SecretSettings.Group(SecretVariable);
    public static readonly Setting<Uri> TaskServiceUrl = PeerSettings.Url("task-service");
}
