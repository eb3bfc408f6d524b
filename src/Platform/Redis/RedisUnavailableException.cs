namespace Tracker.Platform.Redis;

/// <summary>Redis cannot be reached or did not answer in time. After a timeout it is unknown whether the command took effect.</summary>
public sealed class RedisUnavailableException : Exception
{
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
