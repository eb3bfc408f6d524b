namespace Tracker.Platform.Delivery.Http;

/// <summary>What one answer of a provider means.</summary>
/// <param name="Result">What became of the message, unless it is offered again.</param>
/// <param name="NotTaken">The provider surely did not take it and may take it in a moment.</param>
internal readonly record struct Verdict(SendResult Result, bool NotTaken = false);
