using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Tasks;
using Tracker.Platform.Security.Tokens;
using Tracker.Systems.TaskTracker.Audit;
using Tracker.Systems.TaskTracker.Events;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker;

/// <summary>The policies of the modules in this system.</summary>
internal static class TaskTrackerPolicies
{
    /// <summary>The default lifetime of access tokens.</summary>
    public const int AccessTokenMinutes = 15;

    public static TaskPolicy Tasks { get; } = CreateTaskPolicy();

    public static PasswordRules Passwords { get; } = new(MinLength: 8);

    public static IdentityPolicy Identity(TimeSpan accessTokenLifetime) => new()
    {
        Passwords = Passwords,
        AccessToken = new TokenPolicy(OptionalClaims.IssuedAt | OptionalClaims.Session, accessTokenLifetime),
        RefreshTokenLifetime = TimeSpan.FromDays(30),
        AuditEvents = AuditEventTypes.Identity,
    };

    private static TaskPolicy CreateTaskPolicy()
    {
        var statuses = new Vocabulary(["TODO", "IN_PROGRESS", "BLOCKED", "DONE"], standard: "TODO");
        return new TaskPolicy
        {
            Statuses = statuses,
            Priorities = new Vocabulary(["LOW", "MEDIUM", "HIGH", "CRITICAL"], standard: "MEDIUM"),
            DoneStatuses = [statuses.Words[^1]],
            AuditEvents = AuditEventTypes.Tasks,
            EventOf = TaskMessages.Of,
            Reminded = ReminderCounts.AddProcessed,
        };
    }
}
