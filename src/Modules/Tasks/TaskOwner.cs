using System.Buffers.Binary;

namespace Tracker.Modules.Tasks;

/// <summary>Whose a task is.</summary>
/// <param name="Id">The user.</param>
/// <param name="Number">The user's number, where users have integers for ids; otherwise null.</param>
/// <param name="Email">The user's e-mail address; null where the service does not know it.</param>
public sealed record TaskOwner(Guid Id, long? Number, string? Email)
{
    /// <summary>The owner in a system that knows its users by number only (document 001): the id is made of the number, always the same one.</summary>
    public static TaskOwner Numbered(long number, string? email) => new(IdOf(number), number, email);

    /// <summary>The id of a user that is known by number only.</summary>
    public static Guid IdOf(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Names a task by its id, or by its number where the system shows numbers.</summary>
public readonly record struct TaskKey
{
    private TaskKey(Guid? id, long number) => (Id, Number) = (id, number);

    internal Guid? Id { get; }

    internal long Number { get; }

    /// <summary>By id.</summary>
    public static implicit operator TaskKey(Guid id) => new(id, 0);

    /// <summary>By number.</summary>
    public static implicit operator TaskKey(long number) => new(null, number);
}
