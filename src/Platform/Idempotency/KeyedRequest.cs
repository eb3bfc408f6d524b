namespace Tracker.Platform.Idempotency;

/// <summary>A request that creates something once, however often its client sends it.</summary>
/// <param name="Key">Chosen by the client; unique per user; max 255 characters.</param>
/// <param name="BodyHash">Equal for requests with the same content.</param>
/// <param name="CreatedId">The id of what this request creates, unless an earlier one has.</param>
/// <param name="Now">The time of the request.</param>
public sealed record KeyedRequest(Guid UserId, string Key, byte[] BodyHash, Guid CreatedId, DateTime Now);

/// <summary>The request that used a key first.</summary>
/// <param name="IsRepeat">False when it is the present one.</param>
public sealed record FirstUse(Guid CreatedId, DateTime CreatedAt, bool IsRepeat);

public enum KeyFailure
{
    /// <summary>The key belongs to a request with other content.</summary>
    UsedForOtherContent,

    /// <summary>Another request with this key is in progress.</summary>
    InUse,
}
