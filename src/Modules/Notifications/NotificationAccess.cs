using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>Who may read notifications: a single one, or a list.</summary>
public static class NotificationAccess
{
    /// <summary>Whether the actor lists notifications. A service only reads single ones (document 003 §8.2).</summary>
    public static bool MayListNotifications(this Actor actor) => actor.Role != ActorRole.Service;

    /// <summary>Whether the actor sees the provider's error messages, which name internal servers and paths.</summary>
    public static bool MayReadProviderErrors(this Actor actor) => actor.Role != ActorRole.User;

    /// <summary>The only user whose notifications the actor may read; null for all.</summary>
    internal static Guid? ReadsOnly(this Actor actor) => actor.Role == ActorRole.User ? actor.UserId : null;
}
