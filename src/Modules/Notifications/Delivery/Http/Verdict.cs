namespace Tracker.Modules.Notifications.Delivery.Http;

/// <summary>What a provider's response means.</summary>
/// <param name="Result">The result, unless the send is retried.</param>
/// <param name="NotTaken">The provider certainly did not take the message and may take it in a moment.</param>
internal readonly record struct Verdict(SendResult Result, bool NotTaken = false);
