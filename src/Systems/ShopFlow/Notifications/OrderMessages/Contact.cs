namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What notification-service reads of a user's profile: who they are and where they are reached (document 003 §7.3).</summary>
/// <param name="Id">The user.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Phone">The number in E.164 form; null when they gave none.</param>
internal sealed record Contact(Guid Id, string Email, string FirstName, string LastName, string? Phone);
