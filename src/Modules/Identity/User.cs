namespace Tracker.Modules.Identity;

/// <summary>An account. It has two ids, since some contracts use numbers and others UUIDs; a system shows one of them.</summary>
public sealed class User
{
    // Only rows of the table become users.
    internal User(
        Guid id, long number, string email, string? username, string? fullName, string? firstName, string? lastName, string? phone,
        string role, bool isActive, DateTime? deactivatedAt, DateTime createdAt, DateTime updatedAt)
    {
        (Id, Number, Email, Username) = (id, number, email, username);
        (FullName, FirstName, LastName, Phone) = (fullName, firstName, lastName, phone);
        (Role, IsActive, DeactivatedAt) = (role, isActive, deactivatedAt);
        (CreatedAt, UpdatedAt) = (createdAt, updatedAt);
    }

    /// <summary>A UUID; ids are in the order of creation.</summary>
    public Guid Id { get; }

    /// <summary>From 1, possibly with gaps.</summary>
    public long Number { get; }

    /// <summary>As typed; compared ignoring case.</summary>
    public string Email { get; }

    /// <summary>The other login name, compared ignoring case; null where the contract has none.</summary>
    public string? Username { get; }

    /// <summary>Null when not given.</summary>
    public string? FullName { get; }

    /// <summary>Null where the contract has <see cref="FullName"/> or no names.</summary>
    public string? FirstName { get; }

    /// <summary>As <see cref="FirstName"/>.</summary>
    public string? LastName { get; }

    /// <summary>An E.164 number for text messages; null when not given.</summary>
    public string? Phone { get; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; }

    /// <summary>False after the deactivation: the user cannot log in.</summary>
    public bool IsActive { get; }

    /// <summary>UTC.</summary>
    public DateTime? DeactivatedAt { get; }

    /// <summary>The time of registration, UTC.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>The time of the last change, password changes included, UTC.</summary>
    public DateTime UpdatedAt { get; }
}
