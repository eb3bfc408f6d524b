using Tracker.Modules.Tasks;

namespace Tracker.Systems.TaskTracker.Audit;

/// <summary>What can happen (document 002 §3.1); the table checks the same words.</summary>
internal static class AuditEventTypes
{
    public const string LogIn = "LOGIN";
    public const string PasswordChanged = "PASSWORD_CHANGED";

    public static IReadOnlyList<string> All { get; } = [.. TaskEventTypes.All, LogIn, PasswordChanged];
}
