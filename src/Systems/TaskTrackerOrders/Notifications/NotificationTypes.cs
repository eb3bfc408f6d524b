using Tracker.Modules.Notifications;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

/// <summary>The types of document 000's notifications. They are the module's channels.</summary>
internal static class NotificationTypes
{
    public static readonly IReadOnlyList<string> All = [Channels.Email, Channels.InApp, Channels.Sms];
}
