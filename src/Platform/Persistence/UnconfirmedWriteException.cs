using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>A write is not confirmed to be as durable as configured: it may be lost or may appear later.</summary>
public sealed class UnconfirmedWriteException : NpgsqlException
{
    internal UnconfirmedWriteException(string message)
        : base(message)
    {
    }
}
