export default function TaskPanel({ taskId }: { taskId: string }) {
  return <h2>{taskId}</h2>;
}
