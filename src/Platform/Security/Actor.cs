namespace Tracker.Platform.Security;

/// <summary>The kinds of actors; systems use their own names for them.</summary>
public enum ActorRole
{
    /// <summary>An ordinary account.</summary>
    User,

    /// <summary>An account that sees and changes what belongs to others.</summary>
    Admin,

    /// <summary>Another service (document 003 §8.2).</summary>
    Service,
}

/// <summary>The caller of a module. Each module decides what an actor may do.</summary>
/// <param name="UserId">Empty for a service.</param>
public readonly record struct Actor(Guid UserId, ActorRole Role)
{
    public bool Is(Guid userId) => Role != ActorRole.Service && UserId == userId;
}
