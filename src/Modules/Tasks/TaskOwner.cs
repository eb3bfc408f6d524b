using System.Buffers.Binary;

namespace Tracker.Modules.Tasks;

/// <summary>The user who owns a task.</summary>
/// <param name="Number">The user's number where the contract has numeric user ids; null elsewhere.</param>
/// <param name="Email">Null where the service does not know it.</param>
public sealed record TaskOwner(Guid Id, long? Number, string? Email)
{
    /// <summary>An owner known only by number (document 001). The id is derived from the number.</summary>
    public static TaskOwner Numbered(long number, string? email) => new(IdOf(number), number, email);

    /// <summary>The id derived from a user's number; always the same for the same number.</summary>
    public static Guid IdOf(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>The id of a task, or its number where the contract has numbers.</summary>
public readonly record struct TaskKey
{
    private TaskKey(Guid? id, long number) => (Id, Number) = (id, number);

    internal Guid? Id { get; }

    internal long Number { get; }

    public static implicit operator TaskKey(Guid id) => new(id, 0);

    public static implicit operator TaskKey(long number) => new(null, number);
}
