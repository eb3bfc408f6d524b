namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>The part of a user's profile that notification-service reads (document 003 §7.3). The phone number is in E.164.</summary>
internal sealed record Contact(Guid Id, string Email, string FirstName, string LastName, string? Phone);
