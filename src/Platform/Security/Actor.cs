namespace Tracker.Platform.Security;

/// <summary>What an actor is, whatever the system calls it.</summary>
public enum ActorRole
{
    /// <summary>An ordinary account.</summary>
    User,

    /// <summary>An account that sees and changes what belongs to others.</summary>
    Admin,

    /// <summary>Another service (document 003 §8.2).</summary>
    Service,
}

/// <summary>Who asks a module. What an actor may do, each module decides.</summary>
/// <param name="UserId">The user; empty for a service.</param>
/// <param name="Role">What the actor is.</param>
public readonly record struct Actor(Guid UserId, ActorRole Role)
{
    /// <summary>Whether the actor is this user.</summary>
    public bool Is(Guid userId) => Role != ActorRole.Service && UserId == userId;
}
