namespace Tracker.Modules.Identity;

/// <summary>An account. It has two ids, since some contracts count and others do not; a system shows the one it has.</summary>
public sealed class User
{
    // Only rows become users.
    internal User(
        Guid id, long number, string email, string? username, string? fullName, string? firstName, string? lastName, string? phone,
        string role, bool isActive, DateTime? deactivatedAt, DateTime createdAt, DateTime updatedAt)
    {
        (Id, Number, Email, Username) = (id, number, email, username);
        (FullName, FirstName, LastName, Phone) = (fullName, firstName, lastName, phone);
        (Role, IsActive, DeactivatedAt) = (role, isActive, deactivatedAt);
        (CreatedAt, UpdatedAt) = (createdAt, updatedAt);
    }

    /// <summary>Its UUID; the order of ids is the order of creation.</summary>
    public Guid Id { get; }

    /// <summary>Its number, from 1; numbers may have gaps.</summary>
    public long Number { get; }

    /// <summary>As it was typed; compared without regard to case.</summary>
    public string Email { get; }

    /// <summary>The other name to log in with; null where the contract has none. Compared without regard to case.</summary>
    public string? Username { get; }

    /// <summary>The whole name; null when not given.</summary>
    public string? FullName { get; }

    /// <summary>The first name; null where the contract has <see cref="FullName"/> or none.</summary>
    public string? FirstName { get; }

    /// <summary>The last name; as <see cref="FirstName"/>.</summary>
    public string? LastName { get; }

    /// <summary>E.164 number for text messages; null when not given.</summary>
    public string? Phone { get; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; }

    /// <summary>False once it is deactivated: it can no longer log in.</summary>
    public bool IsActive { get; }

    /// <summary>When it was deactivated, UTC.</summary>
    public DateTime? DeactivatedAt { get; }

    /// <summary>When it was registered, UTC.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>When anything of it, its password included, last changed, UTC.</summary>
    public DateTime UpdatedAt { get; }
}
