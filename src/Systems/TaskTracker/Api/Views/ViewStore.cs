using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Views;

/// <summary>
/// The views of users. Each write locks the user's row before its statement, so that the statement sees all earlier writes and the
/// positions stay dense.
/// </summary>
internal sealed class ViewStore(Database database, TimeProvider clock)
{
    public Task<List<ViewResponse>> ListAsync(Guid user, CancellationToken ct) => database.ReadAsync(
        "select id, name, query, position from views where user_id = @user order by position",
        [Sql.Param("user", user)],
        Read,
        ct);

    /// <returns>Null when the user has the max number of views.</returns>
    /// <exception cref="PostgresException">See <see cref="IsNameTaken"/>.</exception>
    public async Task<ViewResponse?> InsertAsync(Guid user, ViewContent content, CancellationToken ct)
    {
        var now = clock.UtcNow();
        await using var work = Lock(user);
        var inserted = await work.ReadAsync(
            """
            with shifted as (
                update views set position = position + 1 where user_id = @user and position >= @position
            )
            insert into views (id, user_id, name, name_folded, query, position, created_at, updated_at)
            select @id, @user, @name, @folded, @query, least(@position, count(*)::int), @now, @now from views where user_id = @user
            having count(*) < @max
            returning id, name, query, position
            """,
            [
                Sql.Param("id", Uuid.NewOrdered(now)),
                Sql.Param("user", user),
                Sql.Param("name", content.Name),
                Sql.Param("folded", TextFold.Of(content.Name!)),
                Sql.Param("query", content.Query),
                Sql.Param("position", content.Position),
                Sql.Param("max", ViewFields.MaxViews),
                Sql.Param("now", now),
            ],
            Read,
            ct);
        if (inserted.Count == 0)
        {
            return null;
        }

        await work.CommitAsync(ct);
        return inserted[0];
    }

    /// <returns>Null when the user has no such view.</returns>
    /// <exception cref="PostgresException">See <see cref="IsNameTaken"/>.</exception>
    public async Task<ViewResponse?> UpdateAsync(Guid user, Guid id, ViewContent content, CancellationToken ct)
    {
        await using var work = Lock(user);
        var changed = await work.ReadAsync(
            """
            with moved as (
                select position as old,
                    least(coalesce(@position, position), (select count(*)::int - 1 from views where user_id = @user)) as new
                from views where id = @id and user_id = @user
            )
            update views v
            set name = case when v.id = @id then coalesce(@name, v.name) else v.name end,
                name_folded = case when v.id = @id then coalesce(@folded, v.name_folded) else v.name_folded end,
                query = case when v.id = @id then coalesce(@query, v.query) else v.query end,
                position = case when v.id = @id then moved.new else v.position + sign(moved.old - moved.new)::int end,
                updated_at = case when v.id = @id then @now else v.updated_at end
            from moved
            where v.user_id = @user and v.position between least(moved.old, moved.new) and greatest(moved.old, moved.new)
            returning v.id, v.name, v.query, v.position
            """,
            [
                Sql.Param("id", id),
                Sql.Param("user", user),
                Sql.Param("name", content.Name),
                Sql.Param("folded", content.Name is { } name ? TextFold.Of(name) : null),
                Sql.Param("query", content.Query),
                Sql.Param("position", content.Position),
                Sql.Param("now", clock.UtcNow()),
            ],
            Read,
            ct);
        if (changed.Count == 0)
        {
            return null;
        }

        await work.CommitAsync(ct);
        return changed.Single(view => view.Id == id);
    }

    /// <returns>False when the user has no such view.</returns>
    public async Task<bool> DeleteAsync(Guid user, Guid id, CancellationToken ct)
    {
        await using var work = Lock(user);
        var deleted = await work.ReadAsync(
            """
            with deleted as (
                delete from views where id = @id and user_id = @user returning position
            ),
            shifted as (
                update views set position = views.position - 1 from deleted where user_id = @user and views.position > deleted.position
            )
            select position from deleted
            """,
            [Sql.Param("id", id), Sql.Param("user", user)],
            row => row.GetInt32(0),
            ct);
        if (deleted.Count == 0)
        {
            return false;
        }

        await work.CommitAsync(ct);
        return true;
    }

    /// <summary>Whether a write failed because the user has another view with this name.</summary>
    public static bool IsNameTaken(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "views_name_key" };

    // A lock that the foreign keys of new tasks do not wait for.
    private UnitOfWork Lock(Guid user)
    {
        var work = database.Begin();
        work.Add("select from users where id = @user for no key update", Sql.Param("user", user));
        return work;
    }

    private static ViewResponse Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3));
}
