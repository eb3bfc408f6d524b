namespace Tracker.Platform.Redis;

/// <summary>Redis cannot be reached or did not answer in time. Whether a command that timed out took effect is not known.</summary>
public sealed class RedisUnavailableException : Exception
{
    /// <summary>Says only that Redis is away.</summary>
    public RedisUnavailableException()
        : base("Redis does not answer")
    {
    }

    public RedisUnavailableException(string message)
        : base(message)
    {
    }

    public RedisUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
